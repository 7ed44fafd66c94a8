using System.Text.Json.Nodes;
using Luxe.Silo.Ingest;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Luxe.Silo.Api;

/// <summary>Examples of the description.</summary>
internal static class OpenApiExamples
{
    private static readonly Dictionary<Type, string> Bodies = new()
    {
        [typeof(ConsentBody)] = """{"tier":"behaviour","purposes":{"inStoreRecognition":true,"email":true},"noticeVersion":"2026-11","channel":"store","locale":"fr-FR"}""",
        [typeof(ArrivalBody)] = """{"storeId":"paris-rivoli","source":"qr","token":"LX-7001","eventId":"door-3-000417"}""",
        [typeof(ArrivalAnswer)] = """{"result":"dispatched","dispatchId":"d_4fQzT1cB9sWmXe2LrK7aUv"}""",
        [typeof(AssignmentBody)] = """{"associateId":"camille"}""",
        [typeof(ResolvedCustomer)] = """{"customerId":"c_4fQzT1cB9sWmXe2LrK7aUv"}""",
        [typeof(StoreBody)] = """{"name":"Rivoli","city":"Paris","country":"FR","timeZone":"Europe/Paris","currency":"EUR","respondWithin":"00:03:00"}""",
        [typeof(ShiftBody)] = """{"onShift":true}""",
        [typeof(AnswerBody)] = """{"associateId":"camille"}""",
        [typeof(AssociateBody)] = """{"displayName":"Camille Aubert","storeId":"paris-rivoli","languages":["fr","en"]}""",
        [typeof(AccountBody)] = """{"staffId":"camille","displayName":"Camille Aubert","role":"associate","storeId":"paris-rivoli","password":"a long one"}""",
        [typeof(ProductBody)] = """{"title":"Saddle tote in cognac","category":"leather-goods","materials":["calf leather"],"colour":"cognac","prices":[{"currency":"EUR","amount":1890}]}""",
        [typeof(StockBody)] = """{"quantity":3}""",
        [typeof(MergeBody)] = """{"survivorId":"c_4fQzT1cB9sWmXe2LrK7aUv","absorbedId":"c_9hYtR2dC8vNnZa5MpJ3bWx","reason":"same-card","mergeId":"m-2026-11-20-17"}""",
        [typeof(MergeAnswer)] = """{"mergeId":"m-2026-11-20-17","result":"done"}""",
        [typeof(UndoBody)] = """{"survivorId":"c_4fQzT1cB9sWmXe2LrK7aUv"}""",
        [typeof(UndoAnswer)] = """{"mergeId":"m-2026-11-20-17","result":"done","restoredId":"c_9hYtR2dC8vNnZa5MpJ3bWx"}""",
        [typeof(KeyBody)] = """{"scopes":["arrivals"]}""",
    };

    public static Task Add(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonPropertyInfo is null && Bodies.TryGetValue(context.JsonTypeInfo.Type, out var example))
        {
            schema.Examples = [JsonNode.Parse(example)!];
        }

        return Task.CompletedTask;
    }

    public static string Tracking(SegmentCallType type) => type switch
    {
        SegmentCallType.Identify => """{"userId":"u-17","messageId":"m-1","traits":{"title":"Ms","lastName":"Morgan","email":"alex@example.com","card":"LX-7001"}}""",
        SegmentCallType.Track => """{"userId":"u-17","messageId":"m-2","event":"Product Viewed","properties":{"product_id":"tote-cognac","category":"leather-goods"},"timestamp":"2026-11-20T10:00:00Z"}""",
        SegmentCallType.Page => """{"anonymousId":"a-9","messageId":"m-3","name":"The atelier"}""",
        SegmentCallType.Screen => """{"anonymousId":"a-9","messageId":"m-4","name":"Lookbook"}""",
        SegmentCallType.Group => """{"userId":"u-17","messageId":"m-5","groupId":"household-4"}""",
        SegmentCallType.Alias => """{"userId":"u-17","previousId":"a-9"}""",
        _ => """{"batch":[{"type":"track","userId":"u-17","messageId":"m-2","event":"Product Viewed","properties":{"product_id":"tote-cognac"}}],"sentAt":"2026-11-20T10:00:01Z"}""",
    };
}
