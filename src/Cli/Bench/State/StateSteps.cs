using System.Text.Json;

namespace Luxe.Cli.Bench.State;

/// <summary>Runs one step in this process and leaves its figures in a file.</summary>
internal static class StateSteps
{
    public static async Task RunAsync(BenchPlace place, StateBenchOptions options, string figuresPath, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Steps[0] == StateFigures.Serve)
        {
            await ServeStep.RunAsync(new BenchDatabase(place.Kind, place.Folder, place.Server) { Seals = place.Seals }, options.Clients, figuresPath, cancellation);
            return;
        }

        var figures = options.Steps[0] switch
        {
            StateFigures.Write => await WriteStep.RunAsync(place, options, time, cancellation),
            StateFigures.Http => await HttpStep.RunAsync(place, options, time, cancellation),
            StateFigures.Import => await ImportStep.RunAsync(place, options, time, cancellation),
            StateFigures.Activation => await ActivationStep.RunAsync(place, options, time, cancellation),
            StateFigures.Resident => await ResidentStep.RunAsync(place, options, time, cancellation),
            StateFigures.Big => await BigStep.RunAsync(place, options, time, cancellation),
            var unknown => throw new InvalidDataException($"There is no step '{unknown}'."),
        };
        await File.WriteAllBytesAsync(
            figuresPath, JsonSerializer.SerializeToUtf8Bytes(figures.Select(figure => figure with { Name = $"{figure.Name}-{place.Kind}" })), cancellation);
    }
}
