namespace Luxe.ClientelingApp.Pictures;

/// <summary>What a picture is drawn from: nothing but the piece's own attributes, so the same piece always looks the same.</summary>
/// <param name="Id">Product id: seeds the small differences between two pieces of one shape.</param>
/// <param name="Title">Accessible title.</param>
/// <param name="Silhouette">Shape; unknown shapes are drawn as a wrapped parcel.</param>
/// <param name="Materials">Materials, the main one first.</param>
/// <param name="Colour">Colour name of the house palette.</param>
public sealed record PictureSubject(string Id, string Title, string? Silhouette, IReadOnlyList<string> Materials, string? Colour);
