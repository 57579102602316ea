using Learners.LocationEncoding.Data.Species;

namespace Learners.LocationEncoding.Protocol;

/// <summary>Sites of known presence and absence parted at random: 60 % to train on, 20 % to validate, 20 % to test; every site is whole in one part.</summary>
/// <param name="Training">Only its presences are learnt from.</param>
/// <param name="Validation">Only its presences are looked at.</param>
/// <param name="Test">Scored with presences and absences.</param>
public sealed record PresenceProtocol(SpeciesSites Training, SpeciesSites Validation, SpeciesSites Test)
{
    private const int SplitStream = 23;
    private const double TrainingShare = 0.6;
    private const double ValidationShare = 0.2;

    /// <summary>Parts sites.</summary>
    /// <param name="sites">All.</param>
    /// <param name="seed">Of the split.</param>
    public static PresenceProtocol Of(SpeciesSites sites, long seed)
    {
        int[] order = [.. EpochOrder.Of(sites.Count, seed, SplitStream, 0).Select(site => (int)site)];
        int training = (int)(TrainingShare * sites.Count), validation = (int)(ValidationShare * sites.Count);
        return new PresenceProtocol(
            sites.At(order[..training]), sites.At(order[training..(training + validation)]), sites.At(order[(training + validation)..]));
    }
}
