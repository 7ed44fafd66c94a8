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
    private static readonly DiagnosticDescriptor NotUsable = new(
        "LUXE0001",
        "The embedded runtime cannot use this grain interface or class",
        "The embedded Orleans runtime cannot use {0}: {1}",
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

            Report(output, model.Type, model.Problem, model.File, model.Line);
        }
    }

    private static void WriteContents(SourceProductionContext output, ImmutableArray<InterfaceModel> interfaces, ImmutableArray<ClassModel> classes, string space)
    {
        var callable = interfaces.Distinct().Where(static model => model.Problem is null).ToList();
        var usable = classes.Distinct().Where(static model => model.Problem is null).ToList();
        foreach (var model in classes.Distinct().Except(usable))
        {
            Report(output, model.Type, model.Problem!, model.File, model.Line);
        }

        if (callable.Count > 0 || usable.Count > 0)
        {
            output.AddSource("GrainAssembly.g.cs", SourceText.From(Writer.Contents(callable, usable, space), Encoding.UTF8));
        }
    }

    private static void Report(SourceProductionContext output, string type, string problem, string? file, int line)
    {
        var position = new LinePosition(line, 0);
        var location = file is null ? Location.None : Location.Create(file, default, new LinePositionSpan(position, position));
        output.ReportDiagnostic(Diagnostic.Create(NotUsable, location, type, problem));
    }

    private static string Identifier(string name) => new(name.Select(static character => char.IsLetterOrDigit(character) ? character : '_').ToArray());
}
