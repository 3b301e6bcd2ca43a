package org.synfire.papers.mint;

import java.util.List;

/**
 * The networks of the paper's tables, for images of 3 x 32 x 32 and 10 classes. <b>Source:</b> MINT's public code;
 * STBP-Quant's row of the talk.
 */
public final class PaperNetworks {
    private static final int CLASSES = 10;

    private PaperNetworks() {}

    /** 64-64-M-128-128-M-256-256-256, global mean, full connection. */
    public static NetworkSize vgg9() {
        return NetworkSize.reading("VGG-9", 3, 32)
                .convolutions(64, 64)
                .pool()
                .convolutions(128, 128)
                .pool()
                .convolutions(256, 256, 256)
                .globalPool()
                .full(CLASSES)
                .size();
    }

    /** 13 convolutions, mean of 2 x 2, full connection. */
    public static NetworkSize vgg16() {
        return NetworkSize.reading("VGG-16", 3, 32)
                .convolutions(64, 64)
                .pool()
                .convolutions(128, 128)
                .pool()
                .convolutions(256, 256, 256)
                .pool()
                .convolutions(512, 512, 512)
                .pool()
                .convolutions(512, 512, 512)
                .pool()
                .full(CLASSES)
                .size();
    }

    /** A convolution and 8 residual blocks, each stage beginning with stride 2, then two full connections. */
    public static NetworkSize resnet19() {
        NetworkSize.Counter counter = NetworkSize.reading("ResNet-19", 3, 32).convolutions(64);
        for (int channels : List.of(128, 256)) {
            counter.residualBlock(channels, 2).residualBlock(channels, 1).residualBlock(channels, 1);
        }
        return counter.residualBlock(512, 2)
                .residualBlock(512, 1)
                .globalPool()
                .full(256, CLASSES)
                .size();
    }

    /** The network of STBP-Quant's rows: 96-256-A-384-A-384-256, then 1024-1024-10. */
    public static NetworkSize stbpQuant() {
        return NetworkSize.reading("STBP-Quant", 3, 32)
                .convolutions(96, 256)
                .pool()
                .convolutions(384)
                .pool()
                .convolutions(384, 256)
                .full(1024, 1024, CLASSES)
                .size();
    }
}
