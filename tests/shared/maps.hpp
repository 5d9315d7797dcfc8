enum tone { LOW, HIGH };
namespace ns {
double scale(float x, double by);
}
tone next(tone t, bool wrap);
int done(int out);
int over(int a);
double over(double a);
void note(char c);
