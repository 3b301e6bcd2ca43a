package org.synfire.network.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file for a decoder.
 *
 * <p>Some decoders take what is missing at the end for zeros and go on for minutes. So what reads beyond the end more
 * than {@value #MOST_BEYOND} times is ended by an unchecked exception, since decoders swallow the checked one.
 */
final class ByteImageStream extends ImageInputStreamImpl {
    private static final int MOST_BEYOND = 4096;

    private final byte[] bytes;
    private int beyond;

    ByteImageStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        return Byte.toUnsignedInt(bytes[(int) streamPos++]);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return end();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    private int end() {
        beyond++;
        if (beyond > MOST_BEYOND) {
            throw new IllegalStateException("the decoder reads on beyond the end");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
