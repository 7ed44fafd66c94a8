namespace Luxe.Silo.Rights;

/// <summary>The words around an export's page, in the client's language; sections are named as their files are, with a heading for a reader.</summary>
internal sealed record ExportWords(string Language, string Title, string Intro, IReadOnlyDictionary<string, string> Headings)
{
    private static readonly string[] Sections =
        ["profile", "inferences", "interactions", "prompts", "other-rows", "consents", "notices", "who-looked", "recipients", "identities", "held"];

    private static readonly ExportWords English = Of("en", "Everything we hold about you", "Made for you at",
        "What we know of you", "What we conclude", "What you did", "What we told your associate", "Other entries", "What you decided", "What you were shown", "Who looked at you", "Who received something of you", "What leads to you", "What is held, and for how long");

    private static readonly ExportWords French = Of("fr", "Tout ce que nous conservons sur vous", "Établi pour vous le",
        "Ce que nous savons de vous", "Ce que nous en concluons", "Ce que vous avez fait", "Ce que nous avons dit à votre conseiller", "Autres inscriptions", "Ce que vous avez décidé", "Ce qui vous a été montré", "Qui a consulté vos données", "Qui a reçu quelque chose de vous", "Ce qui mène à vous", "Ce qui est conservé, et combien de temps");

    private static readonly ExportWords Italian = Of("it", "Tutto ciò che conserviamo su di lei", "Preparato per lei il",
        "Che cosa sappiamo di lei", "Che cosa ne deduciamo", "Che cosa ha fatto", "Che cosa abbiamo detto al suo consulente", "Altre voci", "Che cosa ha deciso", "Che cosa le è stato mostrato", "Chi ha consultato i suoi dati", "Chi ha ricevuto qualcosa di lei", "Che cosa conduce a lei", "Che cosa è conservato, e per quanto tempo");

    private static readonly ExportWords Japanese = Of("ja", "お客様について保管しているすべての情報", "作成日時",
        "お客様の情報", "そこから推測したこと", "お客様のご利用履歴", "担当者にお伝えしたこと", "その他の記録", "お客様のご選択", "お示しした説明文", "お客様の情報を見た者", "お客様の情報を受け取った者", "お客様に結びつくもの", "保管しているものと期間");

    /// <summary>The words of a language (BCP 47); English where there are none.</summary>
    public static ExportWords For(string? locale) => (locale is { Length: >= 2 } ? locale[..2].ToLowerInvariant() : "") switch
    {
        "fr" => French,
        "it" => Italian,
        "ja" => Japanese,
        _ => English,
    };

    public string Section(string name) => Headings.TryGetValue(name, out var heading) ? heading : name;

    private static ExportWords Of(string language, string title, string intro, params string[] headings) =>
        new(language, title, intro, Sections.Zip(headings).ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal));
}
