/* A whole firmware of somebody else's: one C file, the headers of firmware/hal/ and nothing more.
 *
 * Once a second it reads the metering IC and broadcasts what it says in one IEEE 802.15.4 data
 * frame on a fixed channel. It joins no network and ciphers nothing. All its state is in the
 * instance. */

#include "firmware/hal/diag.h"
#include "firmware/hal/factory.h"
#include "firmware/hal/hal.h"
#include "firmware/hal/metering_ic.h"
#include "firmware/hal/radio.h"
#include "firmware/hal/watchdog.h"

enum {
    READINGS = 2, /* Number of the stream in notes. */
    CHANNEL = 10,
    WATCHDOG_MS = 10000,
    PERIOD_US = 1000000,
    ACCESS_WINDOW_US = 200000,
    HEADER = 15,
    FRAME = HEADER + 16
};

struct meter {
    struct hal_board* board;
    struct hal_factory factory;
    int64_t next_us;
    uint32_t waiting; /* Frames given to the radio and not yet sent. */
    uint8_t sequence;
};

_Static_assert(sizeof(struct meter) <= HAL_INSTANCE_MAX, "an instance has at most 128 KiB");

static void put(uint8_t* at, uint64_t value, int octets) {
    for (int i = 0; i < octets; ++i) at[i] = (uint8_t)(value >> (8 * i));
}

/* Version 2006, data, from an extended to the broadcast address within one PAN. */
static void write_frame(const struct meter* self, const struct hal_metering* values,
                        uint8_t* frame) {
    put(frame, 0xD841, 2);
    frame[2] = self->sequence;
    put(frame + 3, self->factory.pan_id, 2);
    put(frame + 5, 0xFFFF, 2);
    for (int i = 0; i < 8; ++i) frame[7 + i] = self->factory.eui64[7 - i];
    put(frame + HEADER, (uint64_t)values->import_cwh, 8);
    put(frame + HEADER + 8, (uint64_t)values->power_mw, 8);
}

/* Polite access of Europe: the channel must be free for at least 160 us, and rest 100 ms after use.
 */
static int send_frame(struct meter* self, int64_t now_us, const uint8_t* frame) {
    struct hal_radio_job job;
    memset(&job, 0, sizeof job);
    job.access = HAL_RADIO_ACCESS_CSMA;
    job.modulation = self->factory.modulation;
    job.channel = CHANNEL;
    job.min_exponent = 3;
    job.max_exponent = 5;
    job.busy_limit = 5;
    job.power_cdbm = self->factory.power_cdbm;
    job.unit_us = 1000;
    job.sense_us = 1000;
    job.threshold_cdbm = -9000;
    job.timing_at = HAL_RADIO_NO_FIELD;
    job.not_before_us = now_us;
    job.latest_start_us = now_us + ACCESS_WINDOW_US;
    job.length = FRAME;
    return hal_radio_transmit(self->board, &job, frame) >= 0;
}

static void read_and_send(struct meter* self, int64_t now_us) {
    struct hal_metering values;
    uint8_t frame[FRAME];
    if (hal_metering_read(self->board, &values) < 0 || values.status != 0) return;
    write_frame(self, &values, frame);
    if (!send_frame(self, now_us, frame)) return;
    ++self->sequence;
    self->waiting = 1;
}

static void configure_radio(struct meter* self) {
    struct hal_radio_configuration configuration;
    memset(&configuration, 0, sizeof configuration);
    memcpy(configuration.eui64, self->factory.eui64, sizeof configuration.eui64);
    configuration.pan_id = self->factory.pan_id;
    configuration.plan = self->factory.plan;
    configuration.modulation = self->factory.modulation;
    if (hal_radio_configure(self->board, &configuration) < 0) {
        hal_diag_note(self->board, HAL_DIAG_FATAL, 0, 0);
    }
}

static void boot(void* instance, struct hal_board* board, uint32_t reset_cause) {
    struct meter* self = instance;
    (void)reset_cause;
    self->board = board;
    if (hal_factory_read(board, &self->factory) < 0) hal_diag_note(board, HAL_DIAG_FATAL, 1, 0);
    configure_radio(self);
}

static int64_t step(void* instance, int64_t now_us, uint32_t signals) {
    struct meter* self = instance;
    struct hal_radio_outcome outcome;
    if ((signals & HAL_SIGNAL_RADIO_DONE) && hal_radio_result(self->board, &outcome) > 0) {
        if (outcome.status == HAL_RADIO_SENT) {
            self->waiting = 0;
            hal_diag_note(self->board, HAL_DIAG_QUEUE_DEPTH, READINGS, self->waiting);
        }
    }
    if (now_us >= self->next_us) {
        hal_watchdog_feed(self->board, WATCHDOG_MS);
        read_and_send(self, now_us);
        self->next_us = now_us + PERIOD_US;
    }
    return self->next_us;
}

HAL_API const struct fw_image fw_image = {
    .abi = HAL_ABI,
    .build_id = {'t', 'h', 'i', 'r', 'd', '_', 'p', 'a', 'r', 't', 'y', 1},
    .name = "third_party",
    .instance_size = sizeof(struct meter),
    .instance_align = _Alignof(struct meter),
    .boot = boot,
    .step = step,
};
