namespace Learners.Host.Plugins;

/// <summary>A plug-in cannot be used; the message says why, as the end of a sentence that begins with its name.</summary>
/// <param name="message">For a person.</param>
internal sealed class PluginException(string message) : Exception(message);
