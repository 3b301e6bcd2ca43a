package org.synfire.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that ends with more or less off-heap memory taken than it began with. */
public final class OffHeapLedger implements BeforeEachCallback, AfterEachCallback {
    private long beforeBytes;

    /** Made anew for each test class. */
    public OffHeapLedger() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        beforeBytes = OffHeapMemory.heldBytes();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertEquals(beforeBytes, OffHeapMemory.heldBytes(), "bytes of off-heap memory after the test");
    }
}
