package org.synfire.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void controlCharactersAreWrittenAsNumbers() {
        assertEquals("a\\u001b[31mb\\u0007\\u009b\\u202e", PlainText.of("a\u001b[31mb\u0007\u009b\u202e"));
        assertSame("a\tb\nc", PlainText.of("a\tb\nc"));
        assertEquals("\\u000d", PlainText.of("\r"));
        assertEquals("~\\u007f\u00a0", PlainText.of("~\u007f\u00a0"));
    }

    @Test
    void aLineIsOne() {
        assertEquals("a b\\u0085c d", PlainText.line(" a \r\n\n\t b\u0085c\td\n", 100));
        assertEquals("01234567", PlainText.line("01234567", 8));
        assertEquals("0123 ... 5678", PlainText.line("012345678", 8));
    }

    @Test
    void messagesAreOneLine() {
        assertEquals("a\\u001b b", new InputException("a\u001b\nb").getMessage());
        assertEquals("a b", new InputException("a\nb", new IllegalStateException()).getMessage());
        assertEquals(4_005, new InputException("x".repeat(5_000)).getMessage().length());
        assertNull(new InputException(null).getMessage());
    }
}
