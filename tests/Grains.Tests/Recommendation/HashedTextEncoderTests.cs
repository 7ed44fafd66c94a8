using System.Collections.Immutable;
using System.Numerics.Tensors;
using Luxe.Recommendation.Encoders;

namespace Luxe.Grains.Tests.Recommendation;

public sealed class HashedTextEncoderTests
{
    [Fact]
    public void Encode_AnyText_IsAUnitVectorOf128()
    {
        foreach (var text in new[] { "a", "Cognac Tote", new string('x', 5000), "東京 限定", "écru & noir, 38" })
        {
            var vector = HashedTextEncoder.Encode(text);

            Assert.Equal(HashedTextEncoder.Dimensions, vector.Length);
            Assert.Equal(1, TensorPrimitives.Norm(vector.AsSpan()), 1e-5);
        }
    }

    [Fact]
    public void Encode_NoLetters_IsEmpty() => Assert.Empty(HashedTextEncoder.Encode(" -- !"));

    [Fact]
    public void Encode_TheSameWordsInAnotherDress_IsTheSameVector() =>
        Assert.Equal(HashedTextEncoder.Encode("Écru silk SCARF"), HashedTextEncoder.Encode("scarf, ecru silk").AsEnumerable());

    [Fact]
    public void Encode_AKnownText_NeverChanges()
    {
        // Stored vectors are stamped with the encoder's name: other numbers under the same name would mix what cannot be compared.
        var vector = HashedTextEncoder.Encode("cognac tote");

        Assert.Equal("19:-0.313 53:-0.209 60:0.313 86:-0.417 112:-0.209 121:-0.209", string.Join(' ', Enumerable.Range(0, 128).Where(i => MathF.Abs(vector[i]) > 0.2f).Select(i => FormattableString.Invariant($"{i}:{vector[i]:F3}"))));
    }

    [Fact]
    public void Encode_RelatedTexts_AreNearerThanUnrelatedOnes()
    {
        var tote = HashedTextEncoder.Encode("cognac leather tote bag");

        Assert.True(Near(tote, HashedTextEncoder.Encode("leather tote in cognac")) > 0.6f);
        Assert.True(MathF.Abs(Near(tote, HashedTextEncoder.Encode("midnight silk evening gown"))) < 0.35f);
    }

    [Fact]
    public void Encode_OneWordInTwoAttributes_IsTwoThings()
    {
        var colour = HashedTextEncoder.Encode([new("colour", "sand")]);

        Assert.True(MathF.Abs(Near(colour, HashedTextEncoder.Encode([new("silhouette", "sand")]))) < 0.5f);
        Assert.Equal(1, Near(colour, HashedTextEncoder.Encode([new("colour", "Sand")])), 1e-5);
    }

    [Fact]
    public void Fuse_WithAndWithoutEmpties_IsTheNormalisedMean()
    {
        var one = HashedTextEncoder.Encode("tote");

        Assert.Equal(1, Near(one, HashedTextEncoder.Fuse(one, [])), 1e-5);
        Assert.Empty(HashedTextEncoder.Fuse([], []));
    }

    private static float Near(ImmutableArray<float> one, ImmutableArray<float> other) => TensorPrimitives.Dot(one.AsSpan(), other.AsSpan());
}
