/** Prints its arguments: `mvn -q` is silent while it compiles, and somebody is waiting. Not where results go. */
class Say {
    public static void main(String[] words) {
        System.err.println(String.join(" ", words));
    }
}
