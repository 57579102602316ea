namespace GeoCore.Imaging;

/// <summary>Letters for legends on machines without fonts: five columns wide, seven rows above the baseline and two below.</summary>
internal static class BitmapFont
{
    /// <summary>Pixels from a letter to the next at size 1.</summary>
    internal const int Advance = 6;

    /// <summary>Rows from the top of a capital to the baseline at size 1.</summary>
    internal const int Ascent = 7;

    private const int Columns = 5;

    /// <summary>Each word is a letter followed by its rows from the top, five bits each as two hexadecimal digits.</summary>
    private const string Letters =
        """
        00e11131519110e 1040c040404040e 20e11010204081f 31f02040201110e 402060a121f0202 51f101e0101110e 60608101e11110e
        71f010204080808 80e11110e11110e 90e11110f01020c A0e11111f111111 B1e11111e11111e C0e11101010110e D1c12111111121c
        E1f10101e10101f F1f10101e101010 G0e11101711110f H1111111f111111 I0e04040404040e J0702020202120c K11121418141211
        L1010101010101f M111b1515111111 N11111915131111 O0e11111111110e P1e11111e101010 Q0e11111115120d R1e11111e141211
        S0f10100e01011e T1f040404040404 U1111111111110e V11111111110a04 W11111115151b11 X11110a040a1111 Y11110a04040404
        Z1f01020408101f a00000e010f110f b10101e1111111e c00000e1110110e d01010f1111110f e00000e111f100e f06081c08080808
        g00000f1111110f010e h10101e11111111 i04000c0404040e j02000602020202120c k10101214181412 l0c04040404040e m00001a15151515
        n00001e11111111 o00000e1111110e p00001e1111111e1010 q00000f1111110f0101 r00001619101010 s00000f100e011e t08081c08080806
        u0000111111110f v00001111110a04 w0000111115150a x0000110a040a11 y0000111111110f010e z00001f0204081f !04040404040004
        "0a0a0000000000 #0a0a1f0a1f0a0a $040f140e051e04 %18190204081303 &0c12140815120d '04040000000000 (02040808080402
        )08040202020408 *0004150e150400 +0004041f040400 ,00000000000c0c0408 -0000000e000000 .00000000000c0c /00010204081000
        :000c0c000c0c00 ;00000c0c000c0c0408 <02040810080402 =00001f001f0000 >08040201020408 ?0e110102040004 @0e11171517100e
        [0e08080808080e \00100804020100 ]0e02020202020e ^040a1100000000 _000000000000001f `08040000000000 {02040408040402
        |04040404040404 }08040402040408 ~00000815020000 °0c12120c000000 ¹040c040e000000 ²0c1204081e0000 ³1c020c021c0000
        ⁻00000e00000000 µ0000111111131d1010 –0000001f000000 −0000001f000000 ×00110a040a1100 ·00000004000000 ∞00000a15150a00
        ≥0804020408001e ≤0204080402000f ä0a000e010f110f ö0a000e1111110e ü0a00111111110f Ä0a000e111f1111 Ö0a0e111111110e
        Ü0a11111111110e ß0c121214121214 é02040e111f100e è08040e111f100e ç00000e1110110e0408 ñ0d121e11111111
        """;

    private static readonly byte[] s_unknown = Convert.FromHexString("1f11111111111f");

    private static readonly Dictionary<char, byte[]> s_rows = Letters
        .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToDictionary(word => word[0], word => Convert.FromHexString(word.AsSpan(1)));

    /// <summary>Pixels that a text is wide.</summary>
    internal static int WidthOf(string text, int size) => text.Length == 0 ? 0 : ((text.Length * Advance) - 1) * size;

    /// <summary>Whether the letter has a shape of its own; others are shown as a box.</summary>
    internal static bool Has(char letter) => letter == ' ' || s_rows.ContainsKey(letter);

    /// <summary>Draws a text; what is outside the picture is cut off.</summary>
    /// <param name="canvas">Picture.</param>
    /// <param name="text">Text.</param>
    /// <param name="left">Left edge of the first letter.</param>
    /// <param name="top">Top of capitals.</param>
    /// <param name="size">Pixels per dot.</param>
    /// <param name="color">Packed colour.</param>
    internal static void Draw(Canvas canvas, string text, int left, int top, int size, uint color)
    {
        foreach (var letter in text)
        {
            var rows = letter == ' ' ? [] : s_rows.GetValueOrDefault(letter, s_unknown);
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < Columns; column++)
                {
                    if (((rows[row] >> (Columns - 1 - column)) & 1) != 0)
                        canvas.Fill(left + (column * size), top + (row * size), size, size, color);
                }
            }

            left += Advance * size;
        }
    }
}
