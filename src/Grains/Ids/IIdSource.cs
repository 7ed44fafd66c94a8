namespace Luxe.Grains.Ids;

/// <summary>Where new ids come from; injected, so that a test can foresee them.</summary>
public interface IIdSource
{
    /// <summary>A new id: the prefix, an underscore and 22 base-62 characters (131 bits).</summary>
    string Next(string prefix);
}
