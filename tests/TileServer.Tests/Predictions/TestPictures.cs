using System.Buffers.Binary;
using System.Net.Http.Headers;
using GeoCore.Imaging;
using GeoCore.Skia;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

/// <summary>Pictures to ask about.</summary>
internal static class TestPictures
{
    /// <summary>A nearly red picture as a file of a type.</summary>
    public static byte[] Of(string type)
    {
        const int edge = 32;
        var pixels = new uint[edge * edge];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = PackedColor.Pack(250, 20 + (i % edge), 100);
        return type switch
        {
            "image/jpeg" => JpegEncoder.Photograph.Encode(pixels, edge, edge),
            "image/webp" => WebpEncoder.Lossless.Encode(pixels, edge, edge),
            _ => PngEncoder.Instance.Encode(pixels, edge, edge),
        };
    }

    /// <summary>The header of a huge PNG, and next to nothing behind it.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var bytes = PngEncoder.Instance.Encode(new uint[64 * 64], 64, 64).ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), GeoCore.Tests.Imaging.PngStructure.SlowCrc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    /// <summary>A JPEG whose Exif block names a place (CIPA DC-008, 4.6.6), in degrees north and east.</summary>
    public static byte[] JpegWithPlace(double longitude, double latitude)
    {
        var tiff = new List<byte>();
        void Short(int number) => tiff.AddRange([(byte)(number >> 8), (byte)number]);
        void Long(long number) => tiff.AddRange([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        void Entry(int tag, int type, int count, Action value)
        {
            Short(tag);
            Short(type);
            Long(count);
            value();
        }

        tiff.AddRange("MM"u8);
        Short(42);
        Long(8);
        Short(1);
        Entry(0x8825, 4, 1, () => Long(26));
        Long(0);
        Short(4);
        Entry(1, 2, 2, () => Long('N' << 24));
        Entry(2, 5, 3, () => Long(26 + 2 + 48 + 4));
        Entry(3, 2, 2, () => Long('E' << 24));
        Entry(4, 5, 3, () => Long(26 + 2 + 48 + 4 + 24));
        Long(0);
        foreach (var degrees in new[] { latitude, longitude })
        {
            Long((long)(degrees * 1000));
            Long(1000);
            for (var i = 0; i < 2; i++)
            {
                Long(0);
                Long(1);
            }
        }

        var plain = Of("image/jpeg");
        var length = tiff.Count + 8;
        return [.. plain[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. plain[2..]];
    }

    /// <summary>Sends a picture, as a body or as a form.</summary>
    public static async Task<HttpResponseMessage> PostAsync(LiveServer server, string path, byte[] picture, string type)
    {
        using var body = new ByteArrayContent(picture);
        body.Headers.ContentType = type.StartsWith("multipart", StringComparison.Ordinal) ? null : new MediaTypeHeaderValue(type);
        using HttpContent content = type.StartsWith("multipart", StringComparison.Ordinal) ? new MultipartFormDataContent { { body, "image", "picture.png" } } : body;
        return await server.Client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content, TestContext.Current.CancellationToken);
    }
}
