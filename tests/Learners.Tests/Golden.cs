using System.Text.Json;

namespace Learners.Tests;

/// <summary>Golden vectors beside the test program.</summary>
internal static class Golden
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", name))).RootElement;

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static double[] Flat(this JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.Numbers())];

    public static long[] Integers(this JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetInt64())];
}
