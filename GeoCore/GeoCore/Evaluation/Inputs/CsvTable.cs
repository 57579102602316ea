using System.Text;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A table as text: a line of names, then a line a row, fields parted by comma, semicolon or tab, whichever the first line has most.</summary>
/// <remarks>
/// RFC 4180 with what programs make of it: any end of line, a byte order mark, empty lines between rows, blanks around fields, compression by gzip.
/// A quoted field may hold separators, line ends and doubled quotation marks. Memory: the longest row.
/// </remarks>
public sealed class CsvTable : TableReader
{
    /// <summary>Letters that a row has at most.</summary>
    public const int LongestRow = 1 << 20;

    private const int BufferLength = 1 << 16;

    private static readonly char[] s_separators = [',', ';', '\t'];

    private readonly Stream _file;
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[BufferLength];
    private readonly List<int> _ends = [];
    private readonly char _separator;
    private char[] _row = new char[256];
    private int _position, _length, _used;
    private long _nextLine = 1;

    private CsvTable(string path, Stream file, StreamReader reader) : base(path)
    {
        (_file, _reader) = (file, reader);
        Fill();
        var end = _buffer.AsSpan(0, _length).IndexOfAny('\r', '\n');
        _separator = s_separators.MaxBy(separator => Count(_buffer, end < 0 ? _length : end, separator));
        if (!ReadRow())
            throw new InputException($"{path}: the file is empty.");
        Columns = [.. Enumerable.Range(0, _ends.Count).Select(column => Text(column).ToString())];
        if (Columns.FirstOrDefault(name => Columns.Count(other => other == name) > 1) is { } twin)
            throw new InputException($"{path}: line {Line}: two columns are named '{twin}'.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = [];

    /// <inheritdoc/>
    public override double Progress => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Text in UTF-8, or UTF-16 with a byte order mark.</param>
    /// <exception cref="InputException">The file is empty or its first line gives no names.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Open(string path)
    {
        var file = File.OpenRead(path);
        try
        {
            return new CsvTable(path, file, new StreamReader(FileKinds.Decompressed(file), new UTF8Encoding(false, throwOnInvalidBytes: true), true, BufferLength));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        if (!ReadRow())
            return false;
        if (_ends.Count != Columns.Count)
            throw Fault($"has {_ends.Count} fields where the first line has {Columns.Count}");
        return true;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Text(int column)
    {
        var start = column == 0 ? 0 : _ends[column - 1];
        return _row.AsSpan(start, _ends[column] - start).Trim();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reader.Dispose();
    }

    private bool ReadRow()
    {
        (_used, Line) = (0, _nextLine);
        _ends.Clear();
        bool isQuoted = false, wasQuoted = false;
        while (_position < _length || Fill())
        {
            var letter = _buffer[_position++];
            _nextLine += letter == '\n' ? 1 : 0;
            if (isQuoted)
            {
                if (letter != '"')
                    Append(letter);
                else if (Skip('"'))
                    Append('"');
                else
                    isQuoted = false;
            }
            else if (letter == _separator)
            {
                _ends.Add(_used);
                wasQuoted = false;
            }
            else if (letter is '\n' or '\r')
            {
                // an end of line is \n, \r\n or \r
                _nextLine += letter == '\r' && !Peek('\n') ? 1 : 0;
                if (letter == '\r' && Skip('\n'))
                    _nextLine++;
                if (_used == 0 && _ends.Count == 0 && !wasQuoted)
                {
                    Line = _nextLine;
                    continue;
                }

                _ends.Add(_used);
                return true;
            }
            else if (letter == '"' && !wasQuoted && _used == FieldStart)
            {
                (isQuoted, wasQuoted) = (true, true);
            }
            else if (letter == '"' || (wasQuoted && letter is not (' ' or '\t')))
            {
                throw Fault($"field {_ends.Count + 1} has a quotation mark in the wrong place");
            }
            else
            {
                Append(letter);
            }
        }

        if (isQuoted)
            throw Fault("a quotation mark is never closed");
        if (_used == 0 && _ends.Count == 0 && !wasQuoted)
            return false;
        _ends.Add(_used);
        return true;
    }

    private int FieldStart => _ends.Count == 0 ? 0 : _ends[^1];

    private void Append(char letter)
    {
        if (letter == '\0')
            throw Fault("this is no text");
        if (_used == LongestRow)
            throw Fault($"a row has more than {LongestRow} letters");
        if (_used == _row.Length)
            Array.Resize(ref _row, 2 * _row.Length);
        _row[_used++] = letter;
    }

    private bool Peek(char letter) => (_position < _length || Fill()) && _buffer[_position] == letter;

    private bool Skip(char letter)
    {
        var isNext = Peek(letter);
        _position += isNext ? 1 : 0;
        return isNext;
    }

    private bool Fill()
    {
        try
        {
            (_position, _length) = (0, _reader.ReadBlock(_buffer));
        }
        catch (DecoderFallbackException fault)
        {
            throw new InputException($"{Path}: near line {_nextLine}: this is no text in UTF-8.", fault);
        }
        catch (InvalidDataException fault)
        {
            throw new InputException($"{Path}: near line {_nextLine}: the compressed file is damaged.", fault);
        }

        return _length > 0;
    }

    /// <summary>How often a separator stands outside quotation marks.</summary>
    private static int Count(char[] line, int length, char separator)
    {
        var (count, isQuoted) = (0, false);
        for (var i = 0; i < length; i++)
        {
            isQuoted ^= line[i] == '"';
            count += !isQuoted && line[i] == separator ? 1 : 0;
        }

        return count;
    }
}
