using NodaTime;
using OptiTime.Planning.Calendars;

namespace OptiTime.Demo.Scenarios;

/// <summary>
/// How cold it is on a day: the season by the calendar, coldest on 20 January, and on top of it cold spells of about ten days, one in every
/// five weeks, whose middle the seed decides. So any seven weeks of a winter have a peak; in July the curve is flat.
/// </summary>
/// <param name="seed">The scenario's seed.</param>
internal sealed class HeatingSeason(int seed)
{
    private const int ColdestDayOfYear = 20;
    private const double DaysOfYear = 365.25;

    // Within a block, a spell's middle keeps this far from both ends: two spells never run into one.
    private const int BlockDays = 35, MarginDays = 12;

    private const double SpellDays = 5;

    // What a winter day without a spell has of a spell's cold.
    private const double Floor = 0.25;

    /// <summary>The cold of a day, from 0 in summer to 1 in the middle of a January spell.</summary>
    /// <param name="day">The local day, as numbered by <see cref="DayClock"/>.</param>
    internal double ColdOn(int day)
    {
        LocalDate date = DayClock.DateOf(day);
        double season = (1 + Math.Cos(Math.Tau * (date.DayOfYear - ColdestDayOfYear) / DaysOfYear)) / 2;
        int block = day / BlockDays;
        double spell = Math.Max(SpellOf(block, day), Math.Max(SpellOf(block - 1, day), SpellOf(block + 1, day)));
        return season * (Floor + ((1 - Floor) * spell));
    }

    // A bell around the middle of a block's spell.
    private double SpellOf(int block, int day)
    {
        int middle = (block * BlockDays) + Dice.Of(seed, "cold spell", block).Next(MarginDays, BlockDays - MarginDays);
        return Math.Exp(-Math.Pow((day - middle) / SpellDays, 2) / 2);
    }
}
