using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Options;

namespace TileServer.Commands;

/// <summary>Runs a command: faults of the user are one line, and the exit code says whose fault it was.</summary>
internal static class CommandLine
{
    internal const int Done = 0;

    internal const int Failed = 1;

    internal const int WrongUsage = 2;

    /// <summary>Parses and runs.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="arguments">What was typed.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage.</returns>
    internal static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Tell(WrongUsage, parsed.Errors[0].Message);
        try
        {
            // the host of the server ends it gracefully; the parser's own deadline would cut that short
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UsageException fault)
        {
            return Tell(WrongUsage, fault.Message);
        }
        catch (OptionsValidationException fault)
        {
            return Tell(WrongUsage, fault.Failures.First());
        }
        catch (IOException fault)
        {
            return Tell(Failed, fault.Message);
        }
    }

    /// <summary>The parser takes a misspelt option for a path; nobody means that.</summary>
    internal static void RejectUnknownOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            result.AddError($"{token.Value}: there is no such option; see --help.");
    }

    /// <summary>Says one line on the error stream.</summary>
    internal static int Tell(int code, string text)
    {
        Console.Error.WriteLine("geosuite: " + text.ReplaceLineEndings(" ").TrimEnd());
        return code;
    }
}
