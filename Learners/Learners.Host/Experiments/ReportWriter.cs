using Learners.Torch.Experiments;

namespace Learners.Host.Experiments;

/// <summary>Puts tables into a results page, their pictures beside it, and the checks on the console.</summary>
/// <param name="experiment">Whose command this is.</param>
/// <param name="page">A Markdown file, made when it is not there.</param>
/// <param name="output">Told which checks held.</param>
internal sealed class ReportWriter(string experiment, string page, TextWriter output)
{
    /// <summary>Reports tables from the runs that are done.</summary>
    /// <param name="tables">Their blocks are replaced, everything else on the page stays.</param>
    /// <param name="log">Runs done.</param>
    internal void Write(IReadOnlyList<IExperimentTable> tables, RunLog log)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(page))!;
        Directory.CreateDirectory(folder);
        var text = new ResultsPage(File.Exists(page) ? File.ReadAllText(page) : $"# {experiment}: results\n");
        foreach (var table in tables)
        {
            var report = table.Report(log);
            text = text.With(experiment, table.Name, report.Markdown);
            foreach (var figure in report.Figures)
            {
                Directory.CreateDirectory(Path.Combine(folder, "figures"));
                File.WriteAllText(Path.Combine(folder, "figures", figure.FileName), figure.Svg);
            }

            foreach (var check in report.Checks)
            {
                output.WriteLine($"{check.Held switch { true => "held  ", false => "FAILED", _ => "open  " }} {table.Name}: {check.Claim}: {check.Measured}");
            }
        }

        File.WriteAllText(page, text.ToString());
        output.WriteLine($"reported in {page}");
    }
}
