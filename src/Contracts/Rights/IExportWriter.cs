using Luxe.Contracts.Access;

namespace Luxe.Contracts.Rights;

/// <summary>Writes a client's export for whoever hands it to her: the API, her own page. A service of the host, no grain.</summary>
public interface IExportWriter
{
    /// <summary>
    /// Prepares it, and writes down that it was asked for. Null: nothing was ever held under this id, or this viewer may not have it.
    /// </summary>
    /// <param name="customerId">Whose.</param>
    /// <param name="viewer">Who carries it to her.</param>
    /// <param name="locale">The language of its page (BCP 47); her own when null.</param>
    /// <returns>Writes the zip to a stream; may be called once.</returns>
    Task<Func<Stream, CancellationToken, Task>?> OpenAsync(string customerId, Viewer viewer, string? locale = null);
}
