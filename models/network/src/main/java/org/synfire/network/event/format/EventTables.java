package org.synfire.network.event.format;

import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.event.Sensor;
import org.synfire.network.hdf5.Hdf5File;
import org.synfire.network.hdf5.Hdf5Group;

/** HDF5 files of spikes: {@link HeidelbergSpikes} (SHD, SSC) and {@link NirData}. */
final class EventTables {
    private EventTables() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        Hdf5File content = Hdf5File.read(file.file());
        Hdf5Group root = content.root();
        if (root.group("spikes").isPresent()) {
            return HeidelbergSpikes.decode(root, file.file().toString(), reading);
        }
        if (root.text("__type__").isPresent()) {
            return NirData.decode(root, file.file().toString(), reading);
        }
        throw new InputException(file.file() + ": is an HDF5 file, but has neither a group 'spikes', as SHD and SSC do,"
                + " nor the attribute '__type__', as NIRData does");
    }

    /** Records the spikes of units, which are spread over the user's sensor if there is one. */
    static final class Units {
        private final Optional<Sensor> sensor;
        private final EventRecorder recorder;

        Units(String place, Optional<Sensor> sensor) {
            this.sensor = sensor;
            this.recorder = new EventRecorder(place, sensor);
        }

        EventRecorder recorder() {
            return recorder;
        }

        /** Adds a spike. @throws InputException if the unit's number is no number of the sensor's channels */
        void add(int event, String place, double seconds, double unit) {
            double micros = Math.rint(seconds * 1e6);
            int most = sensor.map(Sensor::channels).orElse(Sensor.MOST);
            if (!(Math.abs(micros) < 0x1p62) || unit != (int) unit || unit < 0 || unit >= most) {
                throw new InputException(place + ": spike " + event + " is at " + seconds + " s of unit " + unit
                        + "; a time and a whole unit from 0 and below " + most + " are expected");
            }
            int number = (int) unit;
            int width = sensor.map(Sensor::width).orElse(Sensor.MOST);
            int height = sensor.map(Sensor::height).orElse(1);
            recorder.add(event, (long) micros, number % width, number / width % height, number / width / height);
        }
    }
}
