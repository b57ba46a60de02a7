#include "harness/run/child.h"

#include <atomic>
#include <csignal>
#include <cstdlib>

#include <gtest/gtest.h>

namespace bench::run {
namespace {

constexpr int kCpuSeconds = 5;

TEST(Child, ReturnsWhatTheWorkFoundHoweverLong) {
    const std::string large(300'000, 'x');
    const ChildEnd end = run_child([&](board::StepMarker&) { return large; }, kCpuSeconds);
    ASSERT_TRUE(end.result.has_value());
    EXPECT_EQ(*end.result, large);
    EXPECT_EQ(end.signal, 0);
}

TEST(Child, ACrashInAStepIsToldFromACrashOutsideOne) {
    const ChildEnd firmware = run_child(
        [](board::StepMarker& marker) -> std::string {
            marker.entity = 2;
            marker.time_ns = 77;
            marker.in_step = 1;
            std::signal(SIGSEGV, SIG_DFL);
            std::raise(SIGSEGV);
            return {};
        },
        kCpuSeconds);
    EXPECT_FALSE(firmware.result.has_value());
    EXPECT_EQ(firmware.signal, SIGSEGV);
    EXPECT_TRUE(firmware.in_step);
    EXPECT_EQ(firmware.entity, 2U);
    EXPECT_EQ(firmware.time_ns, 77);
    const ChildEnd harness = run_child(
        [](board::StepMarker&) -> std::string {
            std::signal(SIGABRT, SIG_DFL);
            std::raise(SIGABRT);
            return {};
        },
        kCpuSeconds);
    EXPECT_EQ(harness.signal, SIGABRT);
    EXPECT_FALSE(harness.in_step);
}

TEST(Child, AStepThatSpinsEndsByItsCpuLimit) {
    const ChildEnd end = run_child(
        [](board::StepMarker& marker) -> std::string {
            marker.in_step = 1;
            for (std::atomic<std::uint64_t> spin{0};;) ++spin;
        },
        1);
    EXPECT_FALSE(end.result.has_value());
    EXPECT_TRUE(end.cpu_limit);
    EXPECT_TRUE(end.in_step);
}

}  // namespace
}  // namespace bench::run
