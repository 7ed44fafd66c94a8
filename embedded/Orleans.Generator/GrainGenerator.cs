using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Orleans.Generator;

/// <summary>Writes a typed proxy with typed requests for every grain and observer interface, and tells the runtime about them and about grain classes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor NotCallable = new(
        "LUXE0001",
        "The embedded runtime cannot call this grain interface",
        "The embedded Orleans runtime has no proxy for {0}: {1}",
        "Orleans",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
                static (syntax, token) => syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, token) is INamedTypeSymbol type ? Reader.ReadInterface(type) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (syntax, token) => syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, token) is INamedTypeSymbol type ? Reader.ReadClass(type) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);
        var space = context.CompilationProvider.Select(static (compilation, _) =>
            "Luxe.Embedded.Generated." + Identifier(compilation.AssemblyName ?? "Assembly"));

        context.RegisterSourceOutput(interfaces.Collect().Combine(space), static (output, pair) => WriteProxies(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(
            interfaces.Collect().Combine(classes.Collect()).Combine(space),
            static (output, all) => WriteContents(output, all.Left.Left, all.Left.Right, all.Right));
    }

    private static void WriteProxies(SourceProductionContext output, ImmutableArray<InterfaceModel> models, string space)
    {
        foreach (var model in models.Distinct())
        {
            if (model.Problem is null)
            {
                output.AddSource(model.Identifier + ".g.cs", SourceText.From(Writer.Proxy(model, space), Encoding.UTF8));
                continue;
            }

            var line = new LinePosition(model.Line, 0);
            var location = model.File is null ? Location.None : Location.Create(model.File, default, new LinePositionSpan(line, line));
            output.ReportDiagnostic(Diagnostic.Create(NotCallable, location, model.Type, model.Problem));
        }
    }

    private static void WriteContents(SourceProductionContext output, ImmutableArray<InterfaceModel> interfaces, ImmutableArray<ClassModel> classes, string space)
    {
        var callable = interfaces.Distinct().Where(static model => model.Problem is null).ToList();
        if (callable.Count > 0 || classes.Length > 0)
        {
            output.AddSource("GrainAssembly.g.cs", SourceText.From(Writer.Contents(callable, classes.Distinct(), space), Encoding.UTF8));
        }
    }

    private static string Identifier(string name) => new(name.Select(static character => char.IsLetterOrDigit(character) ? character : '_').ToArray());
}
