package org.synfire.network.image;

/** What an image file has that 8-bit pixels of grey or colour have not. Reading it is stated, and a run counts it. */
public enum ImageTrait {
    /** The file has one grey value per pixel. */
    GREY("grey"),
    /** The file has transparency, which is dropped; the colours below stay as they are, as PIL's convert does. */
    ALPHA("with transparency, which is dropped"),
    /** Cyan, magenta, yellow and black become red, green and blue by PIL's rule, without a colour profile. */
    CMYK("CMYK, turned into RGB without a colour profile"),
    /** Samples of 16 bits, of which the upper eight are taken. */
    SIXTEEN_BIT("of 16 bits, of which the upper 8 are taken"),
    /** Several images or pages, of which the first is taken. */
    ANIMATED("of several frames or pages, of which the first is taken"),
    /** Turned or mirrored as its EXIF orientation says. */
    TURNED("turned as EXIF says");

    private final String words;

    ImageTrait(String words) {
        this.words = words;
    }

    /** What follows "images" in a sentence. */
    public String words() {
        return words;
    }
}
