package com.ingestlayer.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The parts of a stack that have been started so far. They can be stopped at any moment, also while another thread is still
 * starting more: nothing starts after {@link #close()} has begun. Thread-safe.
 */
final class Parts implements AutoCloseable {
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private boolean closed;

    /** Starts one part. */
    interface Start<T, E extends Exception> {
        T start() throws E;
    }

    /** Thrown to whoever starts a part when all of them are being stopped. */
    static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("the stack is being stopped");
        }
    }

    /**
     * Starts a part and remembers how to stop it. {@link #close()} waits while this runs, so a slow start belongs elsewhere.
     *
     * @throws StoppedException when {@link #close()} has been called; the part is not started then
     * @throws E when the part does not start
     */
    synchronized <T, E extends Exception> T add(Start<T, E> start, Consumer<? super T> stop) throws E {
        if (closed) {
            throw new StoppedException();
        }
        T part = start.start();
        stops.push(() -> stop.accept(part));
        return part;
    }

    /** Whether the parts have been stopped or are being stopped. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Stops the parts, the newest first. A part that cannot be stopped does not keep the others from it. */
    @Override
    public void close() {
        List<Runnable> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(stops);
            stops.clear();
        }
        RuntimeException first = null;
        for (Runnable stop : all) {
            try {
                stop.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
