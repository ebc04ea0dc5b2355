/** Prints its arguments: `mvn -q` is silent while it compiles, and somebody is waiting. */
class Say {
    public static void main(String[] words) {
        System.out.println(String.join(" ", words));
    }
}
