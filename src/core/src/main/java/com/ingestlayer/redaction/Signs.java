package com.ingestlayer.redaction;

/** The characters that occur in a text, collected in one pass, so that searches that cannot match are skipped. */
record Signs(int digits, boolean at, boolean dot, boolean colon, boolean equals, boolean dash, boolean blank) {
    static Signs of(String text) {
        int digits = 0;
        boolean at = false;
        boolean dot = false;
        boolean colon = false;
        boolean equals = false;
        boolean dash = false;
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digits++;
                case '@' -> at = true;
                case '.' -> dot = true;
                case ':' -> colon = true;
                case '=' -> equals = true;
                case '-' -> dash = true;
                case ' ', '\t' -> blank = true;
                default -> {
                    // Other characters do not matter.
                }
            }
        }
        return new Signs(digits, at, dot, colon, equals, dash, blank);
    }
}
