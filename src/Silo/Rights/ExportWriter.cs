using System.Text.Json;
using Luxe.Contracts.Access;
using Luxe.Contracts.Rights;

namespace Luxe.Silo.Rights;

/// <summary>The export's zip, from her grain's parts.</summary>
internal sealed class ExportWriter(IGrainFactory grains, TimeProvider time) : IExportWriter
{
    public async Task<Func<Stream, CancellationToken, Task>?> OpenAsync(string customerId, Viewer viewer, string? locale = null)
    {
        var rights = grains.GetGrain<ICustomerRights>(customerId);
        var first = await rights.GetExport(viewer, null);
        if (first.Rows.IsEmpty)
        {
            return null;
        }

        var zip = new ExportZip(
            after => after is null ? Task.FromResult(first) : rights.GetExport(viewer, after), ExportWords.For(locale ?? Language(first.Rows[0])), time.GetUtcNow());
        return zip.WriteAsync;
    }

    private static string? Language(string profile)
    {
        using var json = JsonDocument.Parse(profile);
        return json.RootElement.TryGetProperty("traits", out var traits) && traits.ValueKind == JsonValueKind.Object
            && traits.TryGetProperty("language", out var language) && language.ValueKind == JsonValueKind.String ? language.GetString() : null;
    }
}
