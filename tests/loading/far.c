int far_away(int a);

int far_away(int a)
{
    return a + 1;
}
