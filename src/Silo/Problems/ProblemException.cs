namespace Luxe.Silo.Problems;

/// <summary>Ends a request with a problem from where no answer can be returned, such as parameter binding.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;
}
