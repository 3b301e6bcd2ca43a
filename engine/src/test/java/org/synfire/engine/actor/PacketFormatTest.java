package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketFormatTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 2, 3", "16777215, 65535, 16777215", "8388608, 32768, 8388608"})
    void fieldsComeBack(int actor, int tag, int payload) {
        long packet = PacketFormat.pack(actor, tag, payload);
        assertEquals(actor, PacketFormat.actor(packet));
        assertEquals(tag, PacketFormat.tag(packet));
        assertEquals(payload, PacketFormat.payload(packet));
        assertEquals(PacketFormat.header(actor, tag), PacketFormat.header(packet));
        assertEquals(packet, PacketFormat.header(packet) | payload);
    }

    @Test
    void fieldsLieWhereThePictureShowsThem() {
        assertEquals(0xABCDEF_1234_567890L, PacketFormat.pack(0xABCDEF, 0x1234, 0x567890));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "16777216, 0, 0", "0, -1, 0", "0, 65536, 0", "0, 0, -1", "0, 0, 16777216"})
    void refusesWhatDoesNotFit(int actor, int tag, int payload) {
        assertThrows(IllegalArgumentException.class, () -> PacketFormat.pack(actor, tag, payload));
    }
}
