using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Tests.Fixtures;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Silo.Tests.Api;

public sealed class OfferTokenTests
{
    private readonly SigningKeys _keys = SigningKeys.Generate();

    [Fact]
    public void What_is_signed_is_read_back_whole() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Offers.ToArbitrary(), offer =>
        {
            SignedOffer read = TokensOf(_keys).Open(Sign(TokensOf(_keys), offer));
            return read.Territory == offer.Territory
                && read.Terms with { Steps = [] } == offer.Terms with { Steps = [] }
                && read.Terms.Steps.Zip(offer.Terms.Steps).All(pair =>
                    pair.First with { Resources = [] } == pair.Second with { Resources = [] } && pair.First.Resources.SequenceEqual(pair.Second.Resources))
                && read.Terms.Steps.Length == offer.Terms.Steps.Length
                && read.Unpack() == offer.Unpack();
        }));

    [Fact]
    public void No_bit_can_be_changed()
    {
        var tokens = TokensOf(_keys);
        string token = Sign(tokens, Gen.Sample(Offers, 1, 10).Single());

        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, (token.Length * 6 / 8 * 8) - 1).ToArbitrary(), bit =>
        {
            byte[] bytes = Base64Url.DecodeFromChars(token);
            bytes[bit / 8 % bytes.Length] ^= (byte)(1 << (bit % 8));
            return Should.Throw<ProblemException>(() => tokens.Open(Base64Url.EncodeToString(bytes))).Problem.Type.EndsWith("offer-forged", StringComparison.Ordinal);
        }));
        Should.Throw<ProblemException>(() => tokens.Open(token + " "));
        Should.Throw<ProblemException>(() => tokens.Open(token + "="));
    }

    [Fact]
    public void Keys_are_made_once_kept_private_and_can_be_rotated()
    {
        string directory = Directory.CreateTempSubdirectory("optitime-keys-").FullName;
        try
        {
            string path = Path.Combine(directory, SigningKeys.FileName);
            string token = Sign(TokensOf(SigningKeys.Open(directory)), Gen.Sample(Offers, 1, 10).Single());
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            TokensOf(SigningKeys.Open(directory)).Open(token);

            string before = File.ReadAllText(path), added = Convert.ToBase64String(new byte[32]) + "\n";
            File.WriteAllText(path, added + before);
            var rotated = TokensOf(SigningKeys.Open(directory));
            rotated.Open(token);
            string young = Sign(rotated, Gen.Sample(Offers, 1, 10).Single());

            File.WriteAllText(path, added);
            TokensOf(SigningKeys.Open(directory)).Open(young);
            Should.Throw<ProblemException>(() => TokensOf(SigningKeys.Open(directory)).Open(token));
            File.WriteAllText(path, "nonsense\n");
            Should.Throw<InvalidDataException>(() => SigningKeys.Open(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_silo_accepts_an_offer_under_a_key_another_one_has_read_first_and_soon_signs_with_it()
    {
        byte[] old = new byte[32], young = [.. Enumerable.Repeat((byte)7, 32)];
        IReadOnlyList<byte[]> stored = [old];
        var clock = new MovableClock(DateTimeOffset.UnixEpoch);
        using var ring = new KeyRing(SigningKeys.Of(stored), _ => Task.FromResult(SigningKeys.Of(stored)), clock);
        var tokens = new OfferTokens(ring);
        SignedOffer offer = Gen.Sample(Offers, 1, 10).Single();
        stored = [young, old];
        string elsewhere = Sign(TokensOf(SigningKeys.Of(stored)), offer);

        (await tokens.OpenAsync(elsewhere, TestContext.Current.CancellationToken)).Territory.ShouldBe(offer.Territory);

        ring.Keys.Current.Secret.ShouldBe(young);
        // Made-up keys do not have the store read each time.
        int readings = 0;
        using var guarded = new KeyRing(SigningKeys.Of(stored), _ => Task.FromResult(SigningKeys.Of(++readings > 0 ? stored : [])), clock);
        for (int forged = 0; forged < 3; forged++)
            await Should.ThrowAsync<ProblemException>(async () => await new OfferTokens(guarded).OpenAsync(Sign(TokensOf(SigningKeys.Generate()), offer), CancellationToken.None));
        readings.ShouldBe(1);
    }

    private static OfferTokens TokensOf(SigningKeys keys) => new(new KeyRing(keys, _ => Task.FromResult(keys), TimeProvider.System));

    private static string Sign(OfferTokens tokens, SignedOffer offer)
    {
        using OfferSigner signer = tokens.NewSigner();
        return signer.Sign(offer);
    }

    private static Gen<SignedOffer> Offers =>
        from id in Texts
        from customer in Gen.OneOf(Texts.Select(text => (string?)text), Gen.Constant((string?)null))
        from place in Gen.OneOf(
            Gen.Constant((Place?)null), Texts.Select(text => (Place?)new Place(text, null)),
            Texts.Select(text => (Place?)new Place(text, new Location(45.76, -4.84), "C-1")))
        from steps in Steps.ListOf()
        from cents in Gen.Choose(0, int.MaxValue)
        from until in Moments
        let request = SignedOffer.Pack(new AvailabilityRequest { Service = id, Earliest = until.ToUtc(), MaxOffers = 3 })
        select new SignedOffer("rhone", new OfferTerms(id, "boiler", customer, null, customer, place, [.. steps], new Money(cents), until), request);

    private static Gen<OfferedStep> Steps =>
        from start in Moments
        from site in Gen.Elements("BELLECOUR", null)
        from roles in Texts.ListOf()
        from resources in Texts.ListOf()
        select new OfferedStep(new Interval(start, start + new Seconds(7_200)), start, start + new Seconds(3_600), start, site,
            [.. roles.Zip(resources, (role, resource) => new OfferedResource(role, resource))]);

    private static Gen<string> Texts => Gen.Elements("R-1", "Éloïse", "日本", new string('x', 300), "");

    private static Gen<Moment> Moments => Gen.Choose(0, int.MaxValue - 10_000).Select(value => new Moment(value));
}
