using System.Globalization;

namespace Luxe.ClientelingApp.Shell;

/// <summary>Small numbers as people write them.</summary>
public static class Numbers
{
    private static readonly string[] Words =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>In words up to twelve, in figures from there.</summary>
    public static string Word(int number) => number is >= 0 and <= 12 ? Words[number] : number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The same at the beginning of a sentence.</summary>
    public static string First(int number)
    {
        var word = Word(number);
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
