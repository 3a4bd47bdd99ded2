using OptiTime.Testbed.Histories;

namespace OptiTime.Cluster.Tests.Histories;

/// <summary>A good history passes; spoilt in one place, the place is found and named.</summary>
public sealed class HistoryCheckerTests
{
    private readonly Story _story = new();

    [Fact]
    public void A_good_history_passes() => _story.Check().ShouldBeEmpty();

    [Fact]
    public void A_version_that_is_missing_is_found()
    {
        _story.Log[0] = Story.Entry(12);

        Finds("A version is missing", "version 2 where 1 should be");
    }

    [Fact]
    public void A_version_that_is_there_twice_is_found()
    {
        _story.Log.Add(Story.Entry(7));

        Finds("A version is there twice", "version 7");
    }

    [Fact]
    public void Time_that_goes_back_is_found()
    {
        _story.Log[0] = _story.Log[0] with { At = _story.Log[10].At };

        Finds("Time goes back in a log", "version 2");
    }

    [Fact]
    public void A_hold_that_ends_twice_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("B", FactKind.Expired)));

        Finds("Something ends twice", "B is Expired in version 12, being Released since version 5");
    }

    [Fact]
    public void A_hold_that_is_confirmed_after_it_was_given_back_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("B", FactKind.Confirmed)));
        _story.Write(CallKind.Confirm, "B", null, 12);
        _story.Plan.Add(Story.At("B", 12));
        _story.Assignments.Add(Story.At("B", 12));

        Finds("Something ends twice, or lives on after its end", "B is Confirmed in version 12");
    }

    [Fact]
    public void A_hold_that_is_confirmed_late_is_found()
    {
        Fact hold = _story.Log[1].Facts[0];
        _story.Log[1] = Story.Entry(2, hold with { HeldUntil = _story.Log[2].At });

        Finds("A hold was confirmed late", "A is Confirmed in version 3");
    }

    [Fact]
    public void A_hold_that_expires_early_is_found()
    {
        Fact hold = _story.Log[5].Facts[0];
        _story.Log[5] = Story.Entry(6, hold with { HeldUntil = _story.Log[6].At.AddSeconds(1) });

        Finds("A hold expired early", "C is Expired in version 7");
    }

    [Fact]
    public void An_acknowledged_booking_that_the_log_lacks_is_found()
    {
        _story.Write(CallKind.Book, "F", "seven", 12);

        Finds("An acknowledgement is lost", "Book of F");
    }

    [Fact]
    public void An_acknowledgement_with_another_version_than_the_log_has_is_found()
    {
        int confirm = _story.IndexOf(CallKind.Confirm, "A");
        _story.Calls[confirm] = _story.Calls[confirm] with { Version = 4 };

        Finds("An acknowledgement is lost", "Confirm of A");
    }

    [Fact]
    public void An_acknowledged_release_that_the_log_lacks_is_found()
    {
        _story.Write(CallKind.Release, "A", null, null);

        Finds("An acknowledgement is lost", "Release of A");
    }

    [Fact]
    public void A_promise_other_than_was_told_is_found()
    {
        int confirm = _story.IndexOf(CallKind.Confirm, "A");
        _story.Calls[confirm] = _story.Calls[confirm] with { Promise = "tomorrow" };

        Finds("The log promises something else than was told", "tomorrow");
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("E", FactKind.Cancelled)));
        _story.Plan.RemoveAt(1);
        _story.Assignments.RemoveAt(1);

        Finds("The log holds what nobody asked for", "E in 'lab' is Cancelled 1 times");
    }

    [Fact]
    public void A_refused_write_that_is_in_the_log_all_the_same_is_found()
    {
        int cancel = _story.IndexOf(CallKind.Cancel, "D");
        _story.Calls[cancel] = _story.Calls[cancel] with { Outcome = CallOutcome.Refused, Version = null };

        Finds("The log holds what nobody asked for", "D in 'lab' is Cancelled");
    }

    [Fact]
    public void A_write_that_is_done_twice_under_its_key_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("F", FactKind.Confirmed, "five")));
        _story.Plan.Add(Story.At("F", 12));
        _story.Assignments.Add(Story.At("F", 12));

        Finds("A write was done twice", "reference five in 'lab' became E and F");
    }

    [Fact]
    public void A_booking_that_is_moved_twice_under_one_key_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("A", FactKind.Rescheduled)));

        Finds("The log holds what nobody asked for", "A in 'lab' is Rescheduled 2 times");
    }

    [Fact]
    public void Another_promise_than_was_told_without_a_caller_is_found()
    {
        Fact moved = Story.Moved("E");
        _story.Log[10] = Story.Entry(11, _story.Log[10].Facts[0], moved with { Terms = moved.Terms! with { To = moved.Terms.To.AddHours(1) } });

        Finds("What was told has changed, and no caller changed it", "E is boiler-check between");
    }

    [Fact]
    public void Another_service_than_was_sold_without_a_caller_is_found()
    {
        Fact moved = Story.Moved("E");
        _story.Log[10] = Story.Entry(11, _story.Log[10].Facts[0], moved with { Terms = moved.Terms! with { Service = "chimney" } });

        Finds("What was told has changed, and no caller changed it", "chimney between");
    }

    [Fact]
    public void A_start_outside_what_was_told_is_found()
    {
        _story.Plan[1] = _story.Assignments[1] = Story.At("E", 21);

        Finds("The plan begins outside what was told", "for E; told was boiler-check between");
    }

    [Fact]
    public void A_booking_that_is_made_without_a_caller_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("F", FactKind.Confirmed)));
        _story.Plan.Add(Story.At("F", 12));
        _story.Assignments.Add(Story.At("F", 12));

        Finds("The log holds what nobody asked for", "F in 'lab' is Confirmed 1 times");
    }

    [Fact]
    public void A_hold_or_what_has_ended_that_a_silo_moves_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Held("G", "nine"), Story.Moved("D")));
        _story.Log.Add(Story.Entry(13, Story.Moved("G")));

        Finds("Something happens out of order", "G is Moved in version 13");
        Finds("Something ends twice, or lives on after its end", "D is Moved in version 12");
    }

    [Fact]
    public void A_key_that_is_answered_differently_is_found()
    {
        _story.Write(CallKind.Book, "E", "five", 8, key: "again", replayed: true);

        Finds("A key was answered differently", "Book of E in 'lab' at west with key again");
    }

    [Fact]
    public void A_caller_who_is_left_not_knowing_is_found()
    {
        _story.Lose(CallKind.Book, "seven", "never");

        Finds("A caller was left not knowing", "key never");
    }

    [Fact]
    public void A_retry_that_is_told_no_although_it_had_been_done_is_found()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("F", FactKind.Confirmed, "seven")));
        _story.Plan.Add(Story.At("F", 12));
        _story.Assignments.Add(Story.At("F", 12));
        _story.Lose(CallKind.Book, "seven", "denied");
        _story.Ask("eight", null, 12);
        _story.Refuse(CallKind.Book, "F", "denied", "seven");

        Finds("A key was denied what it had done", "version 12");
    }

    [Fact]
    public void A_retry_that_is_told_no_before_the_first_try_is_done_is_no_anomaly()
    {
        _story.Log.Add(Story.Entry(12, Story.Made("F", FactKind.Confirmed, "seven")));
        _story.Plan.Add(Story.At("F", 12));
        _story.Assignments.Add(Story.At("F", 12));
        _story.Lose(CallKind.Book, "seven", "overtaken");
        _story.Refuse(CallKind.Book, "F", "overtaken", "seven");

        _story.Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_retry_that_is_told_no_is_not_taken_for_another_write_that_was_done()
    {
        _story.Ask("seven", null, 11);
        _story.Calls.Add(_story.Calls[_story.IndexOf(CallKind.Reschedule, "A")] with { Key = "other", Outcome = CallOutcome.Unknown, Version = null, Began = 100, Ended = 101 });
        _story.Calls.Add(_story.Calls[^1] with { Outcome = CallOutcome.Refused, Began = 102, Ended = 103 });

        _story.Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_unit_that_is_in_two_places_at_once_is_found()
    {
        _story.Plan[1] = Story.At("E", 8);
        _story.Assignments[1] = Story.At("E", 8);

        Finds("A unit is booked twice", "R-1/0");
        Finds("A unit is booked twice", "the table of assignments");
    }

    [Fact]
    public void A_plan_and_a_table_that_differ_are_found()
    {
        _story.Assignments[1] = Story.At("E", 14);

        Finds("Plan and table differ", "only the table has R-1/0 2026-11-23T20:00:00");
    }

    [Fact]
    public void A_booking_that_is_missing_from_the_plan_is_found()
    {
        _story.Plan.RemoveAt(1);
        _story.Assignments.RemoveAt(1);

        Finds("What lives is not in the plan", "E in 'lab'");
    }

    [Fact]
    public void A_cancelled_booking_that_is_still_in_the_plan_is_found()
    {
        _story.Plan.Add(Story.At("D", 14));
        _story.Assignments.Add(Story.At("D", 14));

        Finds("The plan holds what has ended", "D in 'lab'");
    }

    [Fact]
    public void A_write_that_overtakes_one_acknowledged_before_is_found()
    {
        int first = _story.IndexOf(CallKind.Hold, "A"), last = _story.IndexOf(CallKind.Cancel, "D");
        (Call early, Call late) = (_story.Calls[first], _story.Calls[last]);
        (_story.Calls[first], _story.Calls[last]) = (early with { Began = late.Began, Ended = late.Ended }, late with { Began = early.Began, Ended = early.Ended });

        Finds("A write overtook one that was acknowledged before", "Hold of A");
    }

    [Fact]
    public void A_read_that_is_behind_what_it_asked_for_is_found_unless_it_says_so()
    {
        _story.Ask("stale", 11, 10, silo: "south", stale: true);
        _story.Check().ShouldBeEmpty();

        _story.Ask("behind", 11, 10, silo: "south");
        Finds("A read was behind what it asked for, and did not say so", "asked for version 11");
    }

    [Fact]
    public void A_silo_that_goes_back_is_found()
    {
        _story.Ask("forgetful", null, 10, silo: "east");

        Finds("A silo went back", "at version 10");
    }

    private void Finds(string law, string told) =>
        _story.Check().ShouldContain(anomaly => anomaly.Law.StartsWith(law, StringComparison.Ordinal) && anomaly.Story.Contains(told, StringComparison.Ordinal),
            string.Join('\n', _story.Check().DefaultIfEmpty(new Anomaly("Nothing was found", ""))));
}
