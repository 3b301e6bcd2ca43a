package org.synfire.network.event.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.RealData;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;

/** Recordings of real cameras give the events that another decoder gave, and one sample in many formats is one. */
class RealEventsTest {
    private static final String EXPECTED = "snn/expected/expected_events.json";

    private static String digest(int size, int bytes, IntToLongFunction value) {
        ByteBuffer values = ByteBuffer.allocate(size * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            values.putLong(i * bytes, value.applyAsLong(i));
        }
        byte[] used = new byte[size * bytes];
        values.get(0, used);
        return Sha256.of(used).substring(0, 16);
    }

    private static Map<String, String> digests(EventRecording recording) {
        int size = recording.size();
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("t_u64le", digest(size, 8, recording::time));
        digests.put("x_u16le", digest(size, 2, recording::x));
        digests.put("y_u16le", digest(size, 2, recording::y));
        digests.put("p_u8", digest(size, 1, recording::polarity));
        return digests;
    }

    private static Map<String, String> expected(JsonNode node) {
        Map<String, String> digests = new LinkedHashMap<>();
        node.get("sha256_16")
                .properties()
                .forEach(one -> digests.put(one.getKey(), one.getValue().asText()));
        return digests;
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(RealData.require(name).toFile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evt2_faery_97f5d708.raw",
                "evt3_sample_008d3ac1.raw",
                "dat_sample_cdcba204.dat",
                "davis_02d70503.aedat4",
                "dvs_50930cd6.es",
                "TranslatingSquare.aedat",
                "TranslatingBarX.aedat"
            })
    void recordingsOfCamerasAreDecodedAsElsewhere(String name) throws IOException {
        JsonNode expected = json(EXPECTED).get(name);
        EventRecording read = EventFiles.recording(RealData.require("snn/events/" + name), EventReading.PLAIN);
        assertEquals(expected.get("events").asInt(), read.size());
        assertEquals(expected(expected), digests(read));
        assertEquals(expected.get("monotonic").asBoolean(), read.backwardSteps() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s60001.es",
                "s60001_aedat31.aedat",
                "s60001_columns.npz",
                "s60001_evt21.raw",
                "s60001_evt3.raw",
                "s60001_nirdata_events.h5",
                "s60001_none.aedat4",
                "s60001_tonic_dtype.npy",
                "s60001_txyp.csv",
                "s60001_xytp_int32.npy"
            })
    void oneSampleInTenFormatsIsOne(String name) throws IOException {
        EventReading reading = EventReading.PLAIN.withSensor(new Sensor(34, 34, 2));
        EventRecording read = EventFiles.recording(RealData.require("snn/events-own/" + name), reading);
        assertEquals(expected(json("snn/expected/expected_events_own.json")), digests(read));
        assertEquals(
                digests(EventFiles.recording(RealData.require("snn/nmnist/60001.bs2"), EventReading.PLAIN)),
                digests(read));
    }

    @Test
    void arraysThatWerePublishedBesideRecordingsAreEqual() {
        Path dat = RealData.require("snn/events/dat_sample_cdcba204.dat");
        Path array = RealData.require("snn/events/dat_sample_97273f29.npy");
        assertEquals(
                digests(EventFiles.recording(dat, EventReading.PLAIN)),
                digests(EventFiles.recording(array, EventReading.PLAIN)));
    }

    @Test
    void everySampleOfNMnistIsOnASensorOf34By34() {
        Path folder = RealData.require("snn/nmnist");
        int samples = 0;
        for (int number : new int[] {1, 250, 500, 60_001, 60_050, 60_100}) {
            EventRecording read = EventFiles.recording(folder.resolve(number + ".bs2"), EventReading.PLAIN);
            assertEquals(new Sensor(34, 34, 2), read.sensor());
            assertTrue(read.size() > 1_000);
            assertEquals(List.of(), read.remarks());
            samples++;
        }
        assertEquals(6, samples);
    }
}
