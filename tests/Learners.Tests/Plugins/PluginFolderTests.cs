using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Learners.Host.Plugins;
using Learners.Torch.Training;

namespace Learners.Tests.Plugins;

public sealed class PluginFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _complaints = [];

    [Fact]
    public void A_plug_in_lives_in_a_context_of_its_own_and_shares_what_it_talks_through()
    {
        SamplePlugin.CopyTo(_folder.Path);

        var definition = Assert.Single(Load());

        var context = AssemblyLoadContext.GetLoadContext(definition.GetType().Assembly)!;
        Assert.Empty(_complaints);
        Assert.Equal("sample", definition.Card.Name);
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Equal([definition.GetType().Assembly], context.Assemblies);
        Assert.StartsWith(_folder.Path, definition.GetType().Assembly.Location, StringComparison.Ordinal);
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == SamplePlugin.Name);
    }

    [Fact]
    public void A_copy_of_a_shared_assembly_that_a_plug_in_brings_along_is_not_used()
    {
        var assembly = SamplePlugin.CopyTo(_folder.Path);
        foreach (var shared in new[] { "Learners.Contracts.dll", "Learners.Torch.dll", "GeoCore.dll", "TorchSharp.dll" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, shared), Path.Combine(Path.GetDirectoryName(assembly)!, shared));
        }

        File.Delete(Path.ChangeExtension(assembly, ".deps.json")); // so that everything in the folder is the plug-in's

        Assert.Single(Load());
        Assert.Empty(_complaints);
    }

    [Fact]
    public void A_package_that_a_plug_in_brings_along_is_its_own_even_if_the_program_has_it_too()
    {
        var assembly = SamplePlugin.CopyTo(_folder.Path);
        var package = _folder.File($"{SamplePlugin.Name}/CsCheck.dll");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "CsCheck.dll"), package);
        File.Delete(Path.ChangeExtension(assembly, ".deps.json")); // so that everything in the folder is the plug-in's
        var context = new PluginLoadContext(assembly);

        Assert.Equal(package, context.LoadFromAssemblyName(new AssemblyName("CsCheck")).Location);
        Assert.Same(typeof(ILearnerDefinition).Assembly, context.LoadFromAssemblyName(new AssemblyName("Learners.Torch")));
        Assert.Same(typeof(Assert).Assembly, context.LoadFromAssemblyName(typeof(Assert).Assembly.GetName())); // not there: the program's
    }

    [Fact]
    public void Broken_plug_ins_are_named_in_a_line_each_and_stop_nothing()
    {
        Directory.CreateDirectory(_folder.File("a-empty"));
        Write("b-text", "this is no assembly");
        Copy("c-foreign", Path.Combine(AppContext.BaseDirectory, "CsCheck.dll"));
        Copy("Learners.Tests", typeof(PluginFolderTests).Assembly.Location);
        SamplePlugin.CopyTo(_folder.Path);

        Assert.Equal("sample", Assert.Single(Load()).Card.Name);
        Assert.Equal(
            [
                "the plug-in 'Learners.Tests' is left out: it fails with InvalidOperationException: no data on this machine",
                "the plug-in 'a-empty' is left out: it has no a-empty.dll",
                "the plug-in 'b-text' is left out: it is no .NET assembly of this processor",
                "the plug-in 'c-foreign' is left out: it has no public class with a constructor without parameters that implements ILearnerDefinition",
            ],
            _complaints);
    }

    [Fact]
    public void A_plug_in_does_not_take_the_name_of_a_learner_that_is_there()
    {
        SamplePlugin.CopyTo(_folder.Path, "First");
        SamplePlugin.CopyTo(_folder.Path, "Second");

        var first = Assert.Single(Load());

        Assert.Equal(_folder.File("First/First.dll"), first.GetType().Assembly.Location);
        Assert.Equal("the plug-in 'Second' is left out: it brings the learner 'sample', which is there already", Assert.Single(_complaints));
        Assert.Empty(PluginFolder.Load(_folder.Path, [first], _complaints.Add));
    }

    [Fact]
    public void A_plug_in_for_another_version_is_told_which_one_to_build_against()
    {
        var path = SamplePlugin.CopyTo(_folder.Path);
        var present = typeof(ILearnerDefinition).Assembly.GetName().Version!;
        SetReference(path, "Learners.Torch", new Version(present.Major + 1, 2, 3, 0));

        Assert.Empty(Load());
        Assert.Equal(
            $"the plug-in 'SampleLearner' is left out: it was built for Learners.Torch {present.Major + 1}.2.3 and this program has {present.ToString(3)}; build it against this version",
            Assert.Single(_complaints));
    }

    [Theory]
    [InlineData("1.2.0", "1.2.0", true)]
    [InlineData("1.2.0", "1.3.1", true)]
    [InlineData("1.3.0", "1.2.9", false)]
    [InlineData("1.2.0", "2.0.0", false)]
    [InlineData("0.1.0", "0.1.4", true)]
    [InlineData("0.1.0", "0.2.0", false)]
    public void Versions_fit_as_semantic_versions_do(string wanted, string present, bool fits) =>
        Assert.Equal(fits, PluginVersion.Fits(Version.Parse(wanted), Version.Parse(present)));

    [Fact]
    public void A_folder_that_is_not_there_holds_no_plug_ins() =>
        Assert.Empty(PluginFolder.Load(_folder.File("nowhere"), [], _complaints.Add));

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<ILearnerDefinition> Load() => PluginFolder.Load(_folder.Path, [], _complaints.Add);

    private void Copy(string name, string assembly) => File.Copy(assembly, Place(name));

    private void Write(string name, string text) => File.WriteAllText(Place(name), text);

    private string Place(string name) => Path.Combine(Directory.CreateDirectory(_folder.File(name)).FullName, name + ".dll");

    // an assembly reference begins with four 16-bit numbers of its version
    private static void SetReference(string path, string name, Version version)
    {
        var bytes = File.ReadAllBytes(path);
        using (var pe = new PEReader(new MemoryStream(bytes)))
        {
            var reader = pe.GetMetadataReader();
            var row = reader.AssemblyReferences.Single(handle => reader.GetString(reader.GetAssemblyReference(handle).Name) == name);
            var start = pe.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef)
                + (MetadataTokens.GetRowNumber(row) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef);
            foreach (var (number, i) in new[] { version.Major, version.Minor, version.Build, version.Revision }.Select((number, i) => (number, i)))
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(start + 2 * i), (ushort)number);
            }
        }

        File.WriteAllBytes(path, bytes);
    }
}
