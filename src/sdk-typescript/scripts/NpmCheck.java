import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code npm ci} and {@code npm run check} if Node.js is installed. Usage: {@code java NpmCheck.java <true|false>}, where
 * {@code true} makes a missing Node.js an error. Maven cannot look for a program by itself, and not every machine has a shell.
 */
final class NpmCheck {
    /** The oldest version that Vitest supports. The package itself runs on older versions. */
    private static final int OLDEST_NODE = 20;

    private static final String NPM = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (nodeVersion() < OLDEST_NODE) {
            System.out.println("Node.js " + OLDEST_NODE + " or newer is not here: the TypeScript SDK is not checked.");
            System.exit(Boolean.parseBoolean(arguments[0]) ? 1 : 0);
        }
        run(NPM, "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
        run(NPM, "run", "check");
    }

    /** Returns the major version of Node.js, or 0 when it is not installed. */
    private static int nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            Matcher version = Pattern.compile("v(\\d+)").matcher(new String(node.getInputStream().readAllBytes()));
            return node.waitFor() == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
