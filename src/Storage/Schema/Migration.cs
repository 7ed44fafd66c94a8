namespace Luxe.Storage.Schema;

/// <summary>One step forward of the schema. A step that was released is never edited: a further step corrects it.</summary>
/// <param name="Version">1, 2, 3, ...</param>
/// <param name="Name">What it brings.</param>
/// <param name="Ddl">Statements with the type words that <see cref="Databases.Database.Translate"/> knows.</param>
internal sealed record Migration(int Version, string Name, string Ddl);
