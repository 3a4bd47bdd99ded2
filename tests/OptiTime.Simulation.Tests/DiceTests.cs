using OptiTime.Simulation.Chance;

namespace OptiTime.Simulation.Tests;

public sealed class DiceTests
{
    [Fact]
    public void The_numbers_are_those_of_the_published_generator()
    {
        var dice = new Dice(1234567);
        new[] { dice.Next(), dice.Next(), dice.Next() }.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }

    [Fact]
    public void Every_face_comes_up_about_equally_often()
    {
        var dice = new Dice(1);
        int[] faces = new int[6];
        for (int thrown = 0; thrown < 60_000; thrown++) faces[dice.Below(6)]++;
        faces.ShouldAllBe(count => count > 9_500 && count < 10_500);
    }

    [Fact]
    public void What_happens_never_does_not_and_what_happens_always_does()
    {
        var dice = new Dice(2);
        Enumerable.Range(0, 1_000).ShouldAllBe(_ => !dice.Happens(0) && dice.Happens(1));
    }
}
