using OptiTime.LoadTests.Calls;

namespace OptiTime.LoadTests.Tests.Calls;

public sealed class AnswerTextTests
{
    [Fact]
    public void The_signed_offers_are_read_and_not_what_is_called_alike_further_down() =>
        AnswerText.Offers("""{"planVersion":3,"cost":{"offers":["no"]},"offers":[{"offer":"a","steps":[{"offer":"no"}]},{"x":1,"offer":"b"}],"refusal":null}"""u8)
            .ShouldBe(["a", "b"]);

    [Fact]
    public void An_answer_without_offers_has_none()
    {
        AnswerText.Offers("""{"offers":[],"refusal":{"relaxations":[{"offer":{"offer":"r"}}]}}"""u8).ShouldBeEmpty();
        AnswerText.HasOffers("""{"offers":[],"refusal":{}}"""u8).ShouldBeFalse();
        AnswerText.HasOffers("""{"title":"busy"}"""u8).ShouldBeFalse();
        AnswerText.HasOffers("""{"offers":[{"offer":"a"}]}"""u8).ShouldBeTrue();
    }

    [Fact]
    public void A_text_of_the_first_level_is_found()
    {
        AnswerText.Text("""{"offer":{"hold":"no"},"hold":"H-1"}"""u8, "hold"u8).ShouldBe("H-1");
        AnswerText.Text("""{"offer":{"hold":"no"}}"""u8, "hold"u8).ShouldBeNull();
    }
}
