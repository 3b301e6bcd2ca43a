package org.synfire.network.event.format;

import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.event.Sensor;

/**
 * What the user says about files of events, where the files do not.
 *
 * @param sensor the sensor's size, which replaces the one that a file states; unit numbers without rows and polarity
 *     are spread over it in the order [polarity][row][column]
 * @param addresses how AEDAT 2 addresses of 16 bits are read
 * @param columns order of columns without names
 * @param microsecondsPerUnit of the times of arrays and texts, above 0
 */
public record EventReading(
        Optional<Sensor> sensor, DvsAddresses addresses, ColumnOrder columns, double microsecondsPerUnit) {
    /** Nothing is said. */
    public static final EventReading PLAIN = new EventReading(Optional.empty(), DvsAddresses.JAER, ColumnOrder.AUTO, 1);

    /** How programs read the addresses of a DVS128: they differ in orientation and sign. */
    public enum DvsAddresses {
        /** As jAER: column 127 - bits 1-7, row bits 8-14, brighter where bit 0 is clear. */
        JAER,
        /** As tonic: column bits 8-14, row bits 1-7, brighter where bit 0 is set. */
        TONIC
    }

    /** The order of columns without names. */
    public enum ColumnOrder {
        /** Found by the place of the largest value, which is a time. */
        AUTO,
        /** Time, column, row, polarity. */
        TXYP,
        /** Column, row, time, polarity. */
        XYTP
    }

    /** @throws InputException if the unit of times is not a positive number */
    public EventReading {
        if (!(microsecondsPerUnit > 0 && microsecondsPerUnit <= 1e9)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a unit of time of %s microseconds: a number above 0 and up to 1e9 is possible",
                    microsecondsPerUnit));
        }
    }

    /** The same with a sensor of this size. */
    public EventReading withSensor(Sensor size) {
        return new EventReading(Optional.of(size), addresses, columns, microsecondsPerUnit);
    }

    /** The same with another reading of AEDAT 2 addresses. */
    public EventReading withAddresses(DvsAddresses other) {
        return new EventReading(sensor, other, columns, microsecondsPerUnit);
    }

    /** The same with another order of columns. */
    public EventReading withColumns(ColumnOrder order) {
        return new EventReading(sensor, addresses, order, microsecondsPerUnit);
    }

    /** The same with another unit of times. */
    public EventReading withUnit(double microseconds) {
        return new EventReading(sensor, addresses, columns, microseconds);
    }

    /** The user's sensor, or otherwise the one that a file states. */
    Optional<Sensor> sensorOr(Optional<Sensor> stated) {
        return sensor.isPresent() ? sensor : stated;
    }
}
