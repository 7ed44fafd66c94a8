using System.Security.Cryptography;

namespace Luxe.Grains.Ids;

/// <summary>Ids from the operating system's randomness: nobody guesses a client's id from another's.</summary>
internal sealed class RandomIds : IIdSource
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public string Next(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 22)}";
}
