package org.synfire.tools;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.synfire.engine.PlainText;

/** Writes {@link PlainText}: names from files may hold control characters. Tabs and ends of lines stay. */
final class PlainWriter extends FilterWriter {
    PlainWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(PlainText.of(String.valueOf((char) character)));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        out.write(PlainText.of(new String(characters, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(PlainText.of(text.substring(from, from + length)));
    }
}
