using System.CommandLine;
using System.Globalization;
using TorchSharp;

namespace Learners.Host.Commands;

/// <summary><c>devices --count-gpus</c>: what torch sees, for a host that must not load torch itself.</summary>
internal static class DevicesCommand
{
    internal static Command Create(TextWriter output)
    {
        var count = new Option<bool>("--count-gpus") { Description = "Write how many GPUs torch sees", Required = true };
        var command = new Command("devices", "Ask torch for the devices of this machine") { count };
        command.Hidden = true;
        command.SetAction(_ => output.WriteLine((torch.cuda.is_available() ? torch.cuda.device_count() : 0).ToString(CultureInfo.InvariantCulture)));
        return command;
    }
}
