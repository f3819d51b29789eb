using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>Files that were cut or changed: records up to there, a fact about the rest, and never an exception.</summary>
public sealed class CaptureDamageTests
{
    [Fact]
    public void Torn_at_every_byte_it_has_every_complete_block_and_says_where_it_ends()
    {
        var file = Small();
        var whole = Read(file);
        var borders = whole.Records.Select(record => record.Offset).Append(file.Length).ToHashSet();
        for (var length = 0; length <= file.Length; length++)
        {
            var (records, end) = Read(file[..length]);
            Assert.Equal(whole.Records.Take(records.Count).Select(record => record.Offset), records.Select(record => record.Offset));
            Assert.InRange(end.Offset + end.TailBytes, length, length);
            if (end.Kind == CaptureEndKind.Torn) Assert.InRange(end.TailBytes, 1, length);
            else Assert.Equal((CaptureEndKind.Whole, (long)length), (end.Kind, end.Offset));

            // The next block that is not there in full is the only one missing.
            var complete = whole.Records.Count(record => Ends(whole.Records, record, file.Length) <= length);
            Assert.True(records.Count >= complete, $"cut at {length}: {records.Count} of {complete} blocks");
            if (borders.Contains(length)) Assert.NotEqual(CaptureEndKind.Damaged, end.Kind);
        }
    }

    // Interfaces lie between the section and the next record, and are no records themselves.
    private static long Ends(List<CaptureRecord> records, CaptureRecord record, long length)
    {
        var next = records.IndexOf(record) + 1;
        return next == 1 ? records[1].Offset : next < records.Count ? records[next].Offset : length;
    }

    [Fact]
    public void Changed_at_random_it_is_read_to_some_end()
    {
        var file = Small();
        var random = new Random(20261123);
        for (var round = 0; round < 20_000; round++)
        {
            var changed = file.ToArray();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
            {
                var at = random.Next(changed.Length);
                changed[at] = random.Next(4) switch
                {
                    0 => (byte)random.Next(256),
                    1 => 0,
                    2 => 0xFF,
                    _ => (byte)(changed[at] ^ (1 << random.Next(8))),
                };
            }

            var (_, end) = Read(changed[..random.Next(changed.Length + 1)]);
            Assert.InRange(end.Offset, 0, changed.Length);
        }
    }

    [Fact]
    public void Random_bytes_behind_a_section_are_read_to_some_end()
    {
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            var (_, end) = Read([.. SectionBlock(random.Next(2) == 0), .. noise]);
            Assert.NotEqual(CaptureEndKind.NotACapture, end.Kind);
        }
    }

    // A length of 4 GiB must not become an array of 4 GiB.
    [Fact]
    public void A_block_that_claims_to_be_huge_costs_nothing()
    {
        byte[] huge = [6, 0, 0, 0, 0xFC, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (_, end) = Read([.. SectionBlock(), .. huge]);
        Assert.Equal(CaptureEndKind.Torn, end.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
