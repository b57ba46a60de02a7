#include "firmware/app/quality_events.h"

#include <gtest/gtest.h>

#include "firmware/app/fake_module.h"

namespace meter::app {
namespace {

using power_quality::QualityEvent;
using power_quality::QualityKind;
using power_quality::QualityStage;
using test::Told;

constexpr Duration kCalendar = seconds(1'795'000'000);

class QualityEventsTest : public testing::Test {
protected:
    QualityEventsTest() {
        hal_.calendar_minus_uptime_us = kCalendar.count();
        clock_.tie(0, Instant{});
    }
    std::vector<Told> tell(const QualityEvent& event) {
        test::Listener listener;
        QualityEvents{clock_, listener}.quality_event(event);
        return listener.told;
    }
    static QualityEvent started(QualityKind kind, std::uint8_t phases, std::uint8_t alarm) {
        QualityEvent event;
        event.kind = kind;
        event.phases = phases;
        event.fresh = phases;
        event.alarm = alarm;
        event.begin = 8'000;
        return event;
    }
    static constexpr CalendarTime kBegin{kCalendar + seconds(1)};

    hal_board hal_{};
    port::Board board_{&hal_};
    SampleClock clock_{board_};
};

TEST_F(QualityEventsTest, EachFreshPhaseIsANoteOfItsOwn) {
    const std::vector<Told> expected{
        {Stream::alarms, EventCode::voltage_sag_l1, 0, kAlarm2Sag, kBegin},
        {Stream::alarms, static_cast<EventCode>(static_cast<int>(EventCode::voltage_sag_l1) + 2), 0,
         kAlarm2Sag << 2U, kBegin}};
    EXPECT_EQ(tell(started(QualityKind::dip, 0b101, 0b101)), expected);
}

TEST_F(QualityEventsTest, AStartBeyondTheBudgetIsAnEventInTheLog) {
    const std::vector<Told> told = tell(started(QualityKind::swell, 0b011, 0b010));
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].stream, Stream::events);
    EXPECT_EQ(told[1].stream, Stream::alarms);
}

TEST_F(QualityEventsTest, OnlyThePhaseThatJoinedIsTold) {
    QualityEvent event = started(QualityKind::dip, 0b111, 0b010);
    event.stage = QualityStage::joined;
    event.fresh = 0b010;
    const std::vector<Told> told = tell(event);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].register_2, kAlarm2Sag << 1U);
}

TEST_F(QualityEventsTest, AnEndIsAnEventStampedWhenItEnded) {
    QualityEvent event = started(QualityKind::interruption, 0b111, 0b111);
    event.stage = QualityStage::ended;
    event.end = 16'000;
    const std::vector<Told> told = tell(event);
    ASSERT_EQ(told.size(), 3U);
    for (const Told& note : told) {
        EXPECT_EQ(note.stream, Stream::events);
        EXPECT_EQ(note.register_1, 0U);
        EXPECT_EQ(note.when, CalendarTime{kCalendar + seconds(2)});
    }
    EXPECT_EQ(told[0].code, EventCode::phase_returned_l1);
}

TEST_F(QualityEventsTest, TheEndOfADipHasNoCode) {
    QualityEvent event = started(QualityKind::dip, 0b111, 0);
    event.stage = QualityStage::ended;
    event.end = 9'000;
    EXPECT_TRUE(tell(event).empty());
}

TEST_F(QualityEventsTest, WhatIsOfNoPhaseIsToldOnce) {
    for (const QualityKind kind :
         {QualityKind::frequency, QualityKind::unbalance, QualityKind::phase_order}) {
        QualityEvent event = started(kind, 0, 0);
        EXPECT_EQ(tell(event).size(), 1U);
        event.stage = QualityStage::ended;
        event.end = 9'000;
        EXPECT_EQ(tell(event).size(), 1U);
    }
}

}  // namespace
}  // namespace meter::app
