using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orleans.Generator;

namespace Luxe.Embedded.Tests.Generator;

public sealed class GeneratorTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("System.Threading.Tasks.Task Do<T>(T value);", "generic")]
    [InlineData("System.Threading.Tasks.Task Do(ref int value);", "by reference")]
    [InlineData("int Do();", "returns int")]
    [InlineData("System.Threading.Tasks.Task Done { get; }", "not a method")]
    public void Generate_AMemberThatCannotBeCalled_IsAnErrorThatSaysWhy(string member, string reason)
    {
        var (driver, _) = Run($"public interface IWrong : Orleans.IGrainWithStringKey {{ {member} }}");
        var diagnostic = Assert.Single(driver.GetRunResult().Diagnostics);
        Assert.Equal("LUXE0001", diagnostic.Id);
        Assert.Contains(reason, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_AGrainClassThatNobodySees_IsAnErrorThatSaysWhy()
    {
        var (driver, _) = Run("""
            public interface IHidden : Orleans.IGrainWithStringKey { }
            public class Outer { private sealed class HiddenGrain : Orleans.Grain, IHidden { } }
            """);
        Assert.Contains("not visible", Assert.Single(driver.GetRunResult().Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_AwkwardButLegalNames_Compiles()
    {
        var (_, compilation) = Run("""
            namespace A.@class { public interface IBase : Orleans.Runtime.IAddressable { System.Threading.Tasks.ValueTask<(int A, string? B)> @event(int @int, params string[] rest); } }
            public partial class Outer { public interface IInner : A.@class.IBase, Orleans.IGrainWithGuidKey { void Fire(int? number = 3); } }
            """);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Generate_AgainAfterAnUnrelatedEdit_ReusesEverything()
    {
        const string Source = "public interface IGood : Orleans.IGrainWithStringKey { System.Threading.Tasks.Task Do(); }";
        var (driver, compilation) = Run(Source);
        var again = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("public class Unrelated { }")));
        var outputs = again.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs);
        Assert.All(outputs, static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static (GeneratorDriver Driver, Compilation Compilation) Run(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Subject",
            [CSharpSyntaxTree.ParseText(source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new GrainGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));
        return (driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _), updated);
    }
}
