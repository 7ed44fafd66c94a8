namespace Luxe.Storage.Tests.Sealing;

/// <summary>Bytes that were sealed when the form was made.</summary>
internal static class Golden
{
    public const string Plain = """{"$type":"interaction","interaction":{"eventId":"e-1"}}""";

    public const string Row = "0128eb76366d0ec5afcc220a63c6ba945e8df39034c6aa26ce74ec6573bbb333519403cef195cdc631d373bd83ee2a21a14dafe048e9e78af586c47225380ee03593a454d826d236307a8f56037351bcbc0997b0";

    public const string Item = "013713cd20b4d14d1014fe57464682448e8db34f8cee2ca0fd9a010fa30577014a52b12e0c5d027ec4804885cefabe656db93d7406e4df9a12d387b7c3f534344252576f0871031f4f1f3a6bb415170d169ffcb8";

    public const string Snapshot = "016eb7543ea37276756aa65705fce75f796ba3ff35e8a25ed317dbd93f92de5116b8f2a758110d225cf36d8f3f823ef55ad9a309758f3b16d525436c016eab4cafbd466f5c1a7c2fb69f6f0027c3774f1d9fa460";

    public const string Letter = "018173463bd6ee7f19b52fb33b4e9fa2020980953eac97bc9bf4847345bbd653c5d7e916ccc24c9d11ff22c2f031dd1b379d4947934fa005f0b2ebcd365d51f7b0f1294576d3b5dee95a5c8e3b377a6dd81c092f";

    public const string Key = "011eb9afa834a247cc370df17121e7b6d2350de8fb5a4ca6421b499eeb59c1deca3f6e28e3cbfbeb03e4bb84d75a460c506a906f25d2c71005c16aab9ead4c77be2f9596e4de495d9e5f8c7af59144878c8562f2";
}
